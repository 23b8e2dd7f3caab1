import { PrimaryButton } from '../../../ui/primary-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import { StartCard } from './start-card.tsx'

/** Another window of this machine has the till open; loading again asks for it anew. */
export function OpenElsewhereScreen() {
  const { translate } = useWords()
  return (
    <StartCard title={translate('elsewhere.title')} hint={translate('elsewhere.hint')}>
      <PrimaryButton onPress={() => location.reload()}>{translate('elsewhere.again')}</PrimaryButton>
    </StartCard>
  )
}
