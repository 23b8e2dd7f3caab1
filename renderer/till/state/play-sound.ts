import { usePreferences } from './preferences-state.ts'

/** One for read, one for done, one for refused: told apart without looking at the screen. */
export type Sound = 'read' | 'done' | 'refused'

type Tone = { hertz: number; startMs: number; lengthMs: number }

const tones: Readonly<Record<Sound, readonly Tone[]>> = {
  read: [{ hertz: 1_320, startMs: 0, lengthMs: 60 }],
  done: [
    { hertz: 880, startMs: 0, lengthMs: 90 },
    { hertz: 1_320, startMs: 90, lengthMs: 140 },
  ],
  refused: [
    { hertz: 330, startMs: 0, lengthMs: 110 },
    { hertz: 220, startMs: 120, lengthMs: 180 },
  ],
}

const gainOf = { off: 0, soft: 0.06, loud: 0.25 } as const

let context: AudioContext | undefined

/** Plays a sound at the chosen volume. Silent where the machine has no sound or the page may not play yet. */
export function playSound(sound: Sound): void {
  const gain = gainOf[usePreferences.getState().sound]
  if (gain === 0) return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  for (const tone of tones[sound]) playTone(context, tone, gain)
}

function playTone(audio: AudioContext, tone: Tone, gain: number): void {
  const start = audio.currentTime + tone.startMs / 1_000
  const end = start + tone.lengthMs / 1_000
  const oscillator = audio.createOscillator()
  const volume = audio.createGain()
  oscillator.frequency.value = tone.hertz
  // A short ramp at both ends: a tone that starts or stops at once clicks.
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(gain, start + 0.008)
  volume.gain.setValueAtTime(gain, end - 0.02)
  volume.gain.linearRampToValueAtTime(0, end)
  oscillator.connect(volume).connect(audio.destination)
  oscillator.start(start)
  oscillator.stop(end)
}
