import { Notice } from '../../../ui/notice.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import { StartCard } from './start-card.tsx'

type OpenFailedScreenProps = {
  detail: string
  /** The till was open and a screen failed. */
  isCrash?: boolean
}

export function OpenFailedScreen({ detail, isCrash = false }: OpenFailedScreenProps) {
  const { translate } = useWords()
  return (
    <StartCard
      title={translate(isCrash ? 'start.crashed' : 'start.failed')}
      hint={translate('start.failedHint')}
    >
      <Notice tone="act">{translate('start.failedDetail', { detail })}</Notice>
      <PrimaryButton onPress={() => location.reload()}>{translate('start.again')}</PrimaryButton>
    </StartCard>
  )
}
