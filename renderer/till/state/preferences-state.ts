import { z } from 'zod'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export const themeChoices = ['light', 'dark', 'auto'] as const
export const soundChoices = ['off', 'soft', 'loud'] as const

const preferences = z.object({
  language: z.enum(['vi', 'en']),
  theme: z.enum(themeChoices),
  sound: z.enum(soundChoices),
})
export type Preferences = z.infer<typeof preferences>

type PreferencesState = Preferences & { choose: (changed: Partial<Preferences>) => void }

/** How this till speaks, looks and sounds. Kept on this machine; losing it costs nothing. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      language: 'vi',
      theme: 'light',
      sound: 'soft',
      choose: (changed) => set(changed),
    }),
    {
      name: 'pointkeeper-preferences',
      // What is stored may be of another version: it is taken over only if it still parses.
      merge: (stored, current) => ({ ...current, ...preferences.safeParse(stored).data }),
    },
  ),
)
