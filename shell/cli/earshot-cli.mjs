// Starts the command line under Node: the same program as the native `earshot`, with the real file system.
import createEarshot from './earshot-wasm.mjs';

await createEarshot();
