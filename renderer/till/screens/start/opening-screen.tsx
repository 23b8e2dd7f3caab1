import { Loader } from '@mantine/core'
import { useWords } from '../../../ui/words-context.ts'
import { StartCard } from './start-card.tsx'

export function OpeningScreen() {
  const { translate } = useWords()
  return (
    <StartCard title={translate('start.opening')}>
      <Loader size="lg" aria-hidden="true" />
    </StartCard>
  )
}
