// eslint: the recommended rules and those of our style that a machine can see.
import js from '@eslint/js';

/** @param {string[]} names */
const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const shared = readonly([
  'AbortController', 'Blob', 'TextDecoder', 'TextEncoder', 'URL', 'URLSearchParams', 'WebAssembly',
  'atob', 'btoa', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'fetch', 'performance',
  'queueMicrotask', 'setInterval', 'setTimeout', 'structuredClone', 'Response', 'Request', 'Headers',
  'DecompressionStream', 'CompressionStream', 'ReadableStream', 'MessageChannel', 'Event',
  'EventTarget', 'DOMException', 'AbortSignal', 'File', 'BroadcastChannel', 'navigator',
]);
const page = readonly([
  'caches', 'cancelAnimationFrame', 'clients', 'customElements', 'document', 'getComputedStyle',
  'history', 'indexedDB', 'localStorage', 'location', 'matchMedia', 'postMessage', 'registration',
  'requestAnimationFrame', 'requestIdleCallback', 'self', 'sessionStorage', 'window',
  'CustomEvent', 'DataTransfer', 'DragEvent', 'Element', 'FileReader', 'HTMLElement',
  'HTMLInputElement', 'HTMLTextAreaElement', 'HTMLButtonElement', 'HTMLCanvasElement', 'Image',
  'InputEvent', 'IntersectionObserver', 'KeyboardEvent', 'MessageEvent', 'MouseEvent',
  'MutationObserver', 'Node', 'PerformanceObserver', 'PointerEvent', 'ResizeObserver',
  'StorageEvent', 'Touch', 'UIEvent', 'VisualViewport', 'WheelEvent', 'Worker', 'addEventListener',
  'removeEventListener', 'close', 'open', 'innerWidth', 'innerHeight', 'devicePixelRatio',
  'ClipboardEvent', 'FontFace', 'ClipboardItem', 'CompositionEvent', 'FocusEvent', 'Text', 'Range',
  'IDBKeyRange', 'DOMRect', 'OffscreenCanvas', 'screen', 'isSecureContext', 'importScripts',
  'createImageBitmap', 'CSSStyleSheet',
]);
const node = readonly(['Buffer', 'process', 'global', 'globalThis', '__dirname']);

export default [
  { ignores: ['build/**', 'node_modules/**', '.cache/**'] },
  js.configs.recommended,
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: shared },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
      'no-implicit-globals': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text from files reaches the page as textContent only.' },
        { property: 'outerHTML', message: 'Text from files reaches the page as textContent only.' },
        { property: 'insertAdjacentHTML', message: 'Use textContent.' },
      ],
    },
  },
  { files: ['web/**'], languageOptions: { globals: page } },
  {
    files: ['web/tools/**', 'tests/**', 'cmake/**', '*.mjs'],
    languageOptions: { globals: { ...page, ...node } },
  },
];
