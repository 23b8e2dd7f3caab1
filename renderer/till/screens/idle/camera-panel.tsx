import { Loader } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import { PlainButton } from '../../../ui/plain-button.tsx'
import { useWords } from '../../../ui/words-context.ts'
import type { CameraFault, CameraScanner } from '../../scanner/camera-scanner.ts'
import { handleScan } from '../../state/checkout-actions.ts'
import { openCamera, useCheckout } from '../../state/checkout-state.ts'
import { useTill } from '../../state/till-context.ts'
import { RefusalNotice } from '../refusal-notice.tsx'
import styles from './camera-panel.module.css'

type CameraState = { state: 'starting' } | { state: 'running' } | { state: 'refused'; fault: CameraFault }

/** The camera's picture; each code that it reads counts as a scan. The decoder is only loaded when this opens. */
export function CameraPanel() {
  const { translate } = useWords()
  const view = useRef<HTMLDivElement>(null)
  const camera = useCamera(view)
  const refusal = useCheckout((state) => state.refusal)
  return (
    <section className={styles.panel} aria-label={translate('camera.title')} data-camera={camera.state}>
      <div className={styles.picture}>
        <div ref={view} className={styles.view} />
        {camera.state === 'refused' && (
          <IconCameraOff className={styles.off} size="8rem" stroke={1} aria-hidden="true" />
        )}
        {camera.state === 'starting' && (
          <p className={styles.starting} role="status">
            <Loader aria-hidden="true" />
            {translate('camera.starting')}
          </p>
        )}
      </div>
      <div className={styles.side}>
        {camera.state === 'refused' ? (
          <Notice tone="refused">{translate(`camera.${camera.fault.code}`)}</Notice>
        ) : refusal ? (
          <RefusalNotice refusal={refusal} />
        ) : (
          <p className={styles.hint}>{translate('camera.hint')}</p>
        )}
        <PlainButton keyHint="Esc" onPress={() => openCamera(false)}>
          {translate('camera.close')}
        </PlainButton>
      </div>
    </section>
  )
}

function useCamera(view: React.RefObject<HTMLDivElement | null>): CameraState {
  const env = useTill()
  const [camera, setCamera] = useState<CameraState>({ state: 'starting' })
  useEffect(() => {
    const element = view.current
    if (!element) return
    let isClosed = false
    let running: CameraScanner | undefined
    const start = async () => {
      const { startCameraScanner } = await import('../../scanner/camera-scanner.ts')
      if (isClosed) return
      const started = await startCameraScanner({ element, onScan: (text) => void handleScan(env, text) })
      if (!started.ok) return setCamera({ state: 'refused', fault: started.refusal })
      // Closed while it was starting: nobody else would release the camera.
      if (isClosed) return started.value.stop()
      running = started.value
      setCamera({ state: 'running' })
    }
    void start()
    return () => {
      isClosed = true
      void running?.stop()
    }
  }, [env, view])
  return camera
}
