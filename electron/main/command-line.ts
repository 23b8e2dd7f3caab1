import { parseHeadOfficeUrl } from '../../shared/contract/head-office-url.ts'

export type CommandLine = {
  /** `--data=DIR`; nothing means the platform's application-data folder. */
  dataFolder: string | undefined
  /** `--kiosk`: full screen, nothing beside it. */
  isKiosk: boolean
  /** `--enroll=ADDRESS#enroll=CODE`, as head office's first-run page links to it. */
  enrolment: { headOfficeUrl: string; code: string } | undefined
}

/** What the terminal was started with. Chromium's own switches pass by. */
export function parseCommandLine(commandLine: readonly string[]): CommandLine {
  return {
    dataFolder: argumentOf(commandLine, '--data'),
    isKiosk: commandLine.includes('--kiosk'),
    enrolment: parseEnrolmentLink(argumentOf(commandLine, '--enroll') ?? ''),
  }
}

/** The page's address; a fresh terminal finds code and head office after the `#`, where no log keeps them. */
export function pageAddress({ enrolment }: CommandLine): string {
  if (!enrolment) return 'app://till/'
  const { code, headOfficeUrl } = enrolment
  return `app://till/#${new URLSearchParams({ enroll: code, at: headOfficeUrl })}`
}

/** Nothing when the link is not understood: the page then asks for address and code as always. */
function parseEnrolmentLink(link: string): CommandLine['enrolment'] {
  const [address = '', hash = ''] = link.split('#')
  const code = new URLSearchParams(hash).get('enroll')
  // Head office shows the link to its own till in the browser; its address is what stands before.
  const headOfficeUrl = parseHeadOfficeUrl(address.replace(/\/till\/?$/, '/'))
  return code && headOfficeUrl !== undefined ? { headOfficeUrl, code } : undefined
}

function argumentOf(commandLine: readonly string[], name: string): string | undefined {
  const given = commandLine.find((argument) => argument.startsWith(`${name}=`))
  const text = given?.slice(name.length + 1)
  return text === '' ? undefined : text
}
