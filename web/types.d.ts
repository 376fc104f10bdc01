// Types of what no JavaScript of ours defines: the modules that Emscripten makes of shell/web, and workers.


interface EmscriptenOptions {
  canvas?: HTMLCanvasElement;
  print?: (line: string) => void;
  printErr?: (line: string) => void;
  onAbort?: (what: unknown) => void;
  locateFile?: (name: string) => string;
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, module?: WebAssembly.Module) => void,
  ) => object;
}

interface EmscriptenHeap {
  HEAPU8: Uint8Array<ArrayBuffer>;
  _malloc(size: number): number;
  _free(at: number): void;
}

/** What the app asks of the page while it draws (shell/web/system_glyphs.cpp): places in its heap, sizes in bytes. */
interface EarshotGlyphs {
  measure(
    at: number,
    size: number,
    role: number,
    runsLeft: number,
    beginsAt: number,
    count: number,
    advancesAt: number,
  ): number;
  draw(at: number, size: number, role: number, runsLeft: number, pixelsPerEm: number, factsAt: number): number;
  take(at: number): void;
}

interface EarshotAppModule extends EmscriptenHeap {
  glyphs?: EarshotGlyphs;
  _earshot_font_reserve(role: number, size: number): number;
  _earshot_app_start(dark: number, contrast: number, mac: number, reducedMotion: number): number;
  _earshot_answer_size(): number;
  _earshot_userdata_load(at: number, size: number): void;
  _earshot_pack_reserve(size: number): number;
  _earshot_pack_load(isDemo: number): void;
  _earshot_pack_arrive(job: number): void;
  _earshot_early_pack_arrive(job: number): void;
  _earshot_page_print(): void;
  _earshot_packs_merge(at: number, size: number): void;
  _earshot_link_follow(at: number, size: number): void;
  _earshot_load_fail(at: number, size: number): void;
  _earshot_start_finish(): void;
  _earshot_window_resize(width: number, height: number, pixelRatio: number): void;
  _earshot_zoom_turn(factor: number): void;
  _earshot_pointer_meaning(x: number, y: number): number;
  _earshot_pointer_move(x: number, y: number, kind: number): void;
  _earshot_pointer_leave(): void;
  _earshot_pointer_press(button: number, down: number, kind: number, modifiers: number): void;
  _earshot_pointer_shape(): number;
  _earshot_wheel_turn(dx: number, dy: number, kind: number): void;
  _earshot_key_wanted(at: number, size: number): number;
  _earshot_key_press(at: number, size: number, down: number, modifiers: number): void;
  _earshot_keys_clear(): void;
  _earshot_languages_change(at: number, size: number): void;
  _earshot_theme_change(dark: number, contrast: number): void;
  _earshot_theme_shown(): number;
  _earshot_paste_refuse(): void;
  _earshot_motion_change(reduced: number): void;
  _earshot_frame_tick(nowSeconds: number): number;
  _earshot_frame_flags(): number;
  _earshot_frame_render(): void;
  _earshot_context_lose(): void;
  _earshot_context_restore(): number;
  _earshot_tree_read(urgent: number): number;
  _earshot_tree_text_box(): number;
  _earshot_node_press(node: number): void;
  _earshot_node_focus(node: number): void;
  _earshot_node_set_value(
    node: number,
    at: number,
    size: number,
    begin: number,
    end: number,
    composedBegin: number,
    composedEnd: number,
  ): void;
  _earshot_node_select_text(node: number, anchorNode: number, anchorOffset: number, focusNode: number, focusOffset: number): void;
  _earshot_node_set_selection(node: number, begin: number, end: number, backward: number): void;
  _earshot_files_arrive(job: number, count: number, at: number, size: number): void;
  _earshot_import_progress(job: number, done: number, total: number): void;
  _earshot_import_finish(
    job: number,
    cancelled: number,
    errorAt: number,
    errorSize: number,
    filesAt: number,
    filesSize: number,
  ): void;
  _earshot_store_fail(at: number, size: number): void;
  _earshot_effects_take(): number;
}

interface EarshotImportModule extends EmscriptenHeap {
  _earshot_import_begin(at: number, size: number): void;
  _earshot_import_next(): number;
  _earshot_import_add(entry: number, at: number, size: number): void;
  _earshot_import_miss(entry: number, at: number, size: number): void;
  _earshot_import_end(): void;
  _earshot_import_done(): number;
  _earshot_import_step(): number;
  _earshot_import_total(): number;
  _earshot_merge_add(at: number, size: number): void;
  _earshot_merge_run(at: number, size: number): number;
  _earshot_import_reports(): number;
  _earshot_answer_size(): number;
  _earshot_pack_take(): number;
  _earshot_early_pack_take(): number;
}

declare module '*earshot-app.mjs' {
  export default function make(options: EmscriptenOptions): Promise<EarshotAppModule>;
}

declare module '*earshot-import.mjs' {
  export default function make(options: EmscriptenOptions): Promise<EarshotImportModule>;
}

// TypeScript knows either pages or workers in one project; these are the few names that our workers use.
interface DedicatedWorkerGlobalScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface ServiceWorkerGlobalScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}
