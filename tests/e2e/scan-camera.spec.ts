import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type CameraPicture, writeCameraVideo } from './parts/fake-camera.ts'
import { type Shop, test } from './parts/shop.ts'
import { TillPage } from './parts/till-page.ts'

/** A camera that sees a member's code: it must open that member, whatever the tilt and the blur. */

type Step = Omit<CameraPicture, 'text' | 'symbology'>

const qrSteps: Step[] = [
  { tiltDegrees: 0, blurPixels: 0, modulePixels: 10 },
  { tiltDegrees: 12, blurPixels: 1, modulePixels: 9 },
  { tiltDegrees: 33, blurPixels: 2, modulePixels: 9 },
  { tiltDegrees: 75, blurPixels: 3, modulePixels: 11 },
]

const cardSteps: Step[] = [
  { tiltDegrees: 0, blurPixels: 0, modulePixels: 4 },
  { tiltDegrees: 3, blurPixels: 1, modulePixels: 5 },
  { tiltDegrees: -8, blurPixels: 1, modulePixels: 5 },
  { tiltDegrees: 12, blurPixels: 2, modulePixels: 5 },
]

test("a member's QR is read from the camera, straight and tilted, sharp and blurred", async ({ shop }) => {
  await readFromCamera(shop, 'qrcode', qrSteps)
})

test('an EAN-13 card is read from the camera, straight and tilted, sharp and blurred', async ({ shop }) => {
  await readFromCamera(shop, 'ean13', cardSteps)
})

async function readFromCamera(shop: Shop, symbology: CameraPicture['symbology'], steps: readonly Step[]) {
  const members = shop.sample.members.filter(({ shows }) => !shows.startsWith('card-'))
  const folder = mkdtempSync(join(tmpdir(), 'pointkeeper-camera-'))
  const video = join(folder, 'camera.y4m')
  const till = await shop.till({
    switches: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    ],
  })
  const [cashier] = shop.sample.staff
  for (const [index, step] of steps.entries()) {
    const member = members[index % members.length]
    if (!cashier || !member) throw new Error('the sample has staff and members')
    writeCameraVideo(video, { ...step, symbology, text: member.cardNumber })
    const isFirst = index === 0
    const screen = new TillPage(await till.open(isFirst ? shop.sample.tillUrl : undefined))
    await screen.signIn(cashier)
    await test.step(`tilted ${step.tiltDegrees} degrees, blurred over ${step.blurPixels} pixels`, async () => {
      await screen.page.getByRole('button', { name: screen.words('idle.camera') }).click()
      const panel = screen.page.locator(`main[data-step="sale"] [data-member="${member.member.memberId}"]`)
      await expect(panel).toBeVisible()
    })
    await till.close()
  }
  rmSync(folder, { recursive: true, force: true })
}
