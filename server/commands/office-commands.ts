import { attentionList } from './attention-list.ts'
import type { OfficeCommand } from './command.ts'
import { memberImport } from './member-import.ts'
import { programList } from './program-list.ts'
import { programPublish } from './program-publish.ts'
import { programShow } from './program-show.ts'
import { staffAdd } from './staff-add.ts'
import { staffList } from './staff-list.ts'
import { storeAdd } from './store-add.ts'
import { storeList } from './store-list.ts'
import { terminalAdd } from './terminal-add.ts'
import { terminalCode } from './terminal-code.ts'
import { terminalList } from './terminal-list.ts'

/** In the order in which one needs them. */
export const officeCommands: readonly OfficeCommand[] = [
  storeAdd,
  storeList,
  terminalAdd,
  terminalCode,
  terminalList,
  staffAdd,
  staffList,
  programPublish,
  programList,
  programShow,
  memberImport,
  attentionList,
]
