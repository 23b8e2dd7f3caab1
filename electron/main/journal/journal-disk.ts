import { constants } from 'node:fs'
import { copyFile, type FileHandle, mkdir, open, readdir, readFile, rename } from 'node:fs/promises'

/** What the journal asks of one open file. A port, so that tests can count its syncs and make it fail. */
export type JournalFile = {
  write(bytes: Buffer, offset: number): Promise<void>
  read(offset: number, byteCount: number): Promise<Buffer>
  /** fdatasync: the bytes and the file's length are on the disk when it resolves. */
  syncData(): Promise<void>
  truncate(byteCount: number): Promise<void>
  close(): Promise<void>
}

export type JournalDisk = {
  makeFolder(path: string): Promise<void>
  listFiles(folder: string): Promise<string[]>
  readWhole(path: string): Promise<Buffer>
  open(path: string, how: 'create' | 'existing'): Promise<JournalFile>
  /** Never over an existing file. */
  copyAside(from: string, to: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** A new or renamed file is only found again after a power cut when its folder was synced too. */
  syncFolder(folder: string): Promise<void>
}

export const nodeDisk: JournalDisk = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 })
  },
  listFiles: (folder) => readdir(folder),
  readWhole: (path) => readFile(path),
  open: async (path, how) => journalFile(await open(path, how === 'create' ? 'wx+' : 'r+', 0o600)),
  copyAside: async (from, to) => {
    await copyFile(from, to, constants.COPYFILE_EXCL)
    const copy = await open(to, 'r+')
    await copy.sync().finally(() => copy.close())
  },
  rename: (from, to) => rename(from, to),
  syncFolder: async (folder) => {
    // Windows opens no folder as a file; NTFS journals the names itself.
    if (process.platform === 'win32') return
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  },
}

function journalFile(handle: FileHandle): JournalFile {
  return {
    write: async (bytes, offset) => {
      let written = 0
      while (written < bytes.length) {
        const part = await handle.write(bytes, written, bytes.length - written, offset + written)
        written += part.bytesWritten
      }
    },
    read: async (offset, byteCount) => {
      const bytes = Buffer.alloc(byteCount)
      const { bytesRead } = await handle.read(bytes, 0, byteCount, offset)
      return bytes.subarray(0, bytesRead)
    },
    syncData: () => handle.datasync(),
    truncate: (byteCount) => handle.truncate(byteCount),
    close: () => handle.close(),
  }
}
