import { Notice } from '../../../ui/notice.tsx'
import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import { StartCard } from './start-card.tsx'

export function OpenFailedScreen({ detail }: { detail: string }) {
  const { translate } = useWords()
  return (
    <StartCard title={translate('start.failed')} hint={translate('start.failedHint')}>
      <Notice tone="act">{translate('start.failedDetail', { detail })}</Notice>
      <PrimaryButton onPress={() => location.reload()}>{translate('start.again')}</PrimaryButton>
    </StartCard>
  )
}
