import { Progress } from '@mantine/core'
import { Notice } from '../../../ui/notice.tsx'
import { useWords } from '../../../ui/words-context.ts'
import type { SyncView } from '../../queries/load-sync-view.ts'
import { StartCard } from './start-card.tsx'

/** The first load of a new till: how far it is, in members, since head office does not say how many there will be. */
export function LoadingScreen({ sync }: { sync: SyncView }) {
  const { translate } = useWords()
  const isWaiting = sync.membersKnown === 0
  return (
    <StartCard title={translate('loading.title')} hint={translate('loading.hint')}>
      <Progress.Root size="xl" aria-hidden="true">
        <Progress.Section value={100} striped animated={sync.state !== 'offline'} />
      </Progress.Root>
      <p role="status" data-members={sync.membersKnown}>
        {isWaiting ? translate('loading.waiting') : translate('loading.count', { count: sync.membersKnown })}
      </p>
      {sync.fault && <Notice tone="refused">{translate(`exchange.${sync.fault}`)}</Notice>}
    </StartCard>
  )
}
