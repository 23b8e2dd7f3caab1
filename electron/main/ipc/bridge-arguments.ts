import { z } from 'zod'
import { batchFactsMax } from '../../../shared/contract/limits.ts'
import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
import { factDraft, sealedFact } from '../../../shared/domain/fact.ts'
import type { BridgeVerb } from '../../bridge-channels.ts'
import { factsAfterMax } from '../journal/limits.ts'

const nothing = z.undefined()

/** What the page may say with each verb. Everything that crosses the bridge is parsed here, and trusted after. */
export const bridgeArguments = {
  about: nothing,
  identity: nothing,
  enroll: z.strictObject({ headOfficeUrl: z.string().max(2_000), code: z.string().min(1).max(40) }),
  record: factDraft,
  journalHead: nothing,
  factsAfter: z.strictObject({ afterSeq: z.int().min(0), countMax: z.int().min(1).max(factsAfterMax) }),
  exchange: z.strictObject({
    generation: z.string().min(1).max(60).nullable(),
    cursor: z.string().max(60).nullable(),
    facts: z.array(sealedFact).max(batchFactsMax),
  }),
  /** A program document is the longest text that head office signs. */
  verifyHeadOffice: z.strictObject({ text: z.string().max(1_000_000), signature: z.string().max(120) }),
} satisfies { [Verb in BridgeVerb]: z.ZodType<Parameters<TerminalBridge[Verb]>[0]> }
