import { useEffect, useRef, useState } from 'react'
import type { EnrolmentFault } from '../../../../shared/contract/enrolment.ts'
import { Notice } from '../../../ui/notice.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useFocusWhen } from '../../../ui/use-focus-when.ts'
import { useWords } from '../../../ui/words-context.ts'
import { enroll } from '../../state/start-actions.ts'
import { useTill } from '../../state/till-context.ts'
import { StartCard, StartLanguages } from './start-card.tsx'

/** First run: where head office is, and its one-time code. A link that brings both enrols by itself. */
export function EnrolScreen() {
  const { translate } = useWords()
  const env = useTill()
  const [given] = useState(() => enrolmentLink(location, env.about.kind))
  const [address, setAddress] = useState(given.address)
  const [code, setCode] = useState(given.code)
  const [fault, setFault] = useState<EnrolmentFault | null>(null)
  const [isBusy, setBusy] = useState(false)

  const codeField = useFocusWhen<HTMLInputElement>(true)

  const connect = async () => {
    setBusy(true)
    setFault(null)
    const enrolled = await enroll(env, { headOfficeUrl: address.trim(), code: code.trim() })
    setBusy(false)
    if (!enrolled.ok) setFault(enrolled.refusal)
  }
  const hasStarted = useRef(false)
  useEffect(() => {
    if (hasStarted.current || !given.isComplete) return
    hasStarted.current = true
    void connect()
  })

  return (
    <StartCard title={translate('enrol.title')} hint={translate('enrol.hint')}>
      <StartLanguages />
      <TextField label={translate('enrol.address')} value={address} onType={setAddress} inputMode="url" />
      <TextField label={translate('enrol.code')} value={code} onType={setCode} ref={codeField} />
      {fault && <Notice tone="refused">{translate(`enrolment.${fault.code}`)}</Notice>}
      {isBusy && !fault && <Notice tone="guide">{translate('enrol.working')}</Notice>}
      <PrimaryButton
        onPress={() => void connect()}
        isBusy={isBusy}
        isReady={address.trim() !== '' && code.trim() !== ''}
      >
        {translate('enrol.action')}
      </PrimaryButton>
    </StartCard>
  )
}

/** `#enroll=CODE&at=URL`, as head office prints it. A browser till's head office is where its page came from. */
function enrolmentLink(
  { hash, origin }: Location,
  kind: 'electron' | 'browser',
): { address: string; code: string; isComplete: boolean } {
  const link = new URLSearchParams(hash.replace(/^#/, ''))
  const code = link.get('enroll') ?? ''
  const at = link.get('at')
  const address = at ?? (kind === 'browser' ? origin : '')
  return { address, code, isComplete: code !== '' && address !== '' }
}
