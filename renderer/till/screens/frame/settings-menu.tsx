import { ActionIcon, Popover, SegmentedControl } from '@mantine/core'
import { IconKeyboard, IconSettings, IconUserOff } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { BridgeAbout } from '../../../../shared/contract/terminal-bridge.ts'
import { languages } from '../../../ui/language.ts'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { useShortcuts } from '../../../ui/use-shortcuts.ts'
import { useWords } from '../../../ui/words-context.ts'
import { signOutCashier } from '../../state/checkout-actions.ts'
import { useCheckout } from '../../state/checkout-state.ts'
import { playSound } from '../../state/play-sound.ts'
import { soundChoices, themeChoices, usePreferences } from '../../state/preferences-state.ts'
import styles from './settings-menu.module.css'

type SettingsMenuProps = { about: BridgeAbout; onKeyboardMap: () => void }

/** Language, screen and sound, the keyboard map, and changing the cashier. */
export function SettingsMenu({ about, onKeyboardMap }: SettingsMenuProps) {
  const { translate } = useWords()
  const [isOpen, setOpen] = useState(false)
  const hasCashier = useCheckout((state) => state.cashierId !== null)
  const toggle = () => setOpen(!isOpen)
  useShortcuts({ F10: toggle })
  const leave = (run: () => void) => () => {
    setOpen(false)
    run()
  }
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="top-end"
      trapFocus
      returnFocus
      shadow="md"
      width="28rem"
    >
      <Popover.Target>
        <ActionIcon
          className={styles.open}
          variant="default"
          size="2.75rem"
          aria-label={translate('menu.open')}
          title="F10"
          onClick={toggle}
        >
          <IconSettings size="1.625rem" stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu} aria-label={translate('menu.open')}>
        <Preferences />
        <div className={styles.actions}>
          <PlainButton icon={<IconKeyboard aria-hidden="true" />} keyHint="F1" onPress={leave(onKeyboardMap)}>
            {translate('menu.keys')}
          </PlainButton>
          {hasCashier && (
            <PlainButton icon={<IconUserOff aria-hidden="true" />} onPress={leave(signOutCashier)}>
              {translate('menu.cashier')}
            </PlainButton>
          )}
        </div>
        <About about={about} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** What this till runs on, and how its key is kept: a manager is to know when the system protects nothing. */
function About({ about }: { about: BridgeAbout }) {
  const { translate } = useWords()
  return (
    <div className={styles.about}>
      <p>
        {translate('menu.about', { version: about.appVersion })} · {translate(`state.${about.kind}`)}
      </p>
      <p>{translate(`menu.keyProtection.${about.keyProtection}`)}</p>
      {about.dataFolder && <p>{translate('menu.dataFolder', { folder: about.dataFolder })}</p>}
    </div>
  )
}

function Preferences() {
  const { translate } = useWords()
  const { language, theme, sound, choose } = usePreferences()
  return (
    <>
      <Choice
        label={translate('menu.language')}
        value={language}
        choices={languages.map((value) => ({ value, label: translate(`language.${value}`) }))}
        onChoose={(value) => choose({ language: value })}
      />
      <Choice
        label={translate('menu.theme')}
        value={theme}
        choices={themeChoices.map((value) => ({ value, label: translate(`menu.themeOf.${value}`) }))}
        onChoose={(value) => choose({ theme: value })}
      />
      <Choice
        label={translate('menu.sound')}
        value={sound}
        choices={soundChoices.map((value) => ({ value, label: translate(`menu.soundOf.${value}`) }))}
        onChoose={(value) => {
          choose({ sound: value })
          playSound('read')
        }}
      />
    </>
  )
}

type ChoiceProps<Value extends string> = {
  label: string
  value: Value
  choices: { value: Value; label: string }[]
  onChoose: (value: Value) => void
}

function Choice<Value extends string>({ label, value, choices, onChoose }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <div className={styles.choice}>
      <span id={id}>{label}</span>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        classNames={{
          root: styles.segments ?? '',
          indicator: styles.chosen ?? '',
          label: styles.segment ?? '',
        }}
        size="md"
        value={value}
        data={choices}
        onChange={onChoose}
        transitionDuration={100}
      />
    </div>
  )
}
