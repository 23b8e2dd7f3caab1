/**
 * Listens for keyboard-wedge readers on a whole window, whatever has the focus: `onScan` gets each code as the reader
 * typed it. Returns what ends it.
 */
export declare function listenForScans(target: Window, onScan: (text: string) => void): () => void
