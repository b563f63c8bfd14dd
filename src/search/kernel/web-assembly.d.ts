/** What kernel.ts uses of the global that Node has and @types/node leaves to the DOM's types. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Record<string, unknown>;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** @returns the pages before. */
    grow(pages: number): number;
  }
}
