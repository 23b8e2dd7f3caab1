import { parseHeadOfficeUrl } from '../../shared/contract/head-office-url.ts'
import { ok, refuse } from '../../shared/lib/result.ts'
import { issueEnrolmentCode } from '../sync/enrolment.ts'
import type { OfficeCommand } from './command.ts'

/** Where head office listens when nobody says otherwise. */
const usualUrl = 'http://127.0.0.1:4180'

export const terminalCode: OfficeCommand = {
  name: 'terminal code',
  usage: 'TERMINAL-ID [--url ADDRESS]',
  summary: "prints a one-time code that enrolls a till, and the till's address",
  wordCount: { min: 1, max: 1 },
  options: ['url'],
  beginsData: false,
  run: async ({ office, runningUrl, words: [terminalId = ''], options }) => {
    const headOfficeUrl = parseHeadOfficeUrl(options.url ?? runningUrl ?? usualUrl)
    if (headOfficeUrl === undefined)
      return refuse(
        '--url is https://HOST[:PORT], the address by which tills reach head office; http only on this machine.',
      )
    const issued = await issueEnrolmentCode(office, terminalId)
    if (!issued) return refuse(`There is no terminal ${terminalId}. See: terminal list`)
    const tillUrl = `${headOfficeUrl}/till/#enroll=${issued.code.replaceAll(' ', '')}`
    const expiresAt = new Date(issued.expiresAt).toISOString()
    const lines = [
      `Code for ${terminalId}: ${issued.code}   (once, until ${expiresAt})`,
      `Head office's address:  ${headOfficeUrl}`,
      `Till in a browser:      ${tillUrl}`,
      ...(runningUrl === undefined
        ? ['Head office does not run now; start it before the till enrolls.']
        : []),
    ]
    return ok({
      text: lines.join('\n'),
      json: { terminalId, code: issued.code, expiresAt, headOfficeUrl, tillUrl },
    })
  },
}
