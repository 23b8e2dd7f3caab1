import type bwipjs from 'bwip-js/node'
import { productVersion } from '../http/product.ts'
import { firstPageStyle } from './first-page-style.ts'
import type { SampleInfo, SampleMember } from './read-sample.ts'

/** The page that opens first: all that one needs to try a day at the till. Plain HTML, no script. */
export async function firstPage(sample: SampleInfo): Promise<string> {
  // A megabyte of symbologies, loaded when somebody looks, not when head office starts.
  const { default: symbols } = await import('bwip-js/node')
  return page(`
    <header>
      <h1>Pointkeeper</h1>
      <p>Chuỗi cửa hàng mẫu đang chạy trên máy này. Mở một quầy, đăng nhập bằng mã PIN, rồi quét một thẻ bên dưới.</p>
      <p lang="en">A sample chain runs on this machine. Open a till, sign in with a PIN, then scan a card below.</p>
    </header>
    <section>
      <h2>Quầy <span lang="en">Tills</span></h2>
      <div class="tills">${sample.terminals.map(tillOf).join('')}</div>
      <p class="quiet">Mã kết nối dùng một lần, trong 15 phút; tải lại trang để có mã mới.
        <span lang="en">A code enrolls one till, once, within 15 minutes; reload for a fresh one.</span></p>
    </section>
    <section>
      <h2>Thẻ để quét <span lang="en">Cards to scan</span></h2>
      <div class="cards">${sample.members.map((member) => cardOf(member, { sample, draw: symbols.toSVG })).join('')}</div>
    </section>
    <section>
      <h2>Nhân viên <span lang="en">Staff</span></h2>
      <div class="staff"><table>
        <thead><tr>${heading('Tên', 'Name')}${heading('Cửa hàng', 'Store')}${heading('Vai trò', 'Role')}
          ${heading('Mã PIN', 'PIN')}</tr></thead>
        <tbody>${sample.staff.map(staffRowOf).join('')}</tbody>
      </table></div>
    </section>
    <footer>
      <p>${addresses(sample.headOfficeUrl)}</p>
    </footer>`)
}

/** Of an office without a sample, or seen from elsewhere: says that it runs, and nothing about anyone. */
export const plainPage = (): string =>
  page(`
    <header>
      <h1>Pointkeeper</h1>
      <p>Trụ sở đang chạy. Máy quầy kết nối bằng địa chỉ này và mã kết nối do trụ sở cấp.</p>
      <p lang="en">Head office is running. A till connects with this address and a code that head office issues.</p>
    </header>
    <footer><p>${addresses('')}</p></footer>`)

const addresses = (url: string): string =>
  `Phiên bản <span lang="en">version</span> ${escapeHtml(productVersion)} ·
    <a href="${escapeHtml(url)}/till/">/till/</a> · <a href="${escapeHtml(url)}/healthz">/healthz</a> ·
    <a href="${escapeHtml(url)}/openapi.json">/openapi.json</a>`

function tillOf({
  name,
  storeName,
  enrolmentCode,
  tillUrl,
  isEnrolled,
}: SampleInfo['terminals'][number]): string {
  const state = isEnrolled
    ? 'Đã có máy dùng quầy này; mở ở đây sẽ thay máy đó. <span lang="en">In use; opening it here takes it over.</span>'
    : 'Chưa có máy nào dùng. <span lang="en">Free.</span>'
  return `<article class="till">
      <h3>${escapeHtml(storeName)}, ${escapeHtml(name)}</h3>
      <p class="code">${escapeHtml(enrolmentCode)}</p>
      <p><a class="button${isEnrolled ? ' secondary' : ''}" href="${escapeHtml(tillUrl)}" target="_blank">Mở quầy này
        <span lang="en">Open this till</span></a></p>
      <p class="quiet">${state}</p>
    </article>`
}

const showing: Record<SampleMember['shows'], { vi: string; en: string }> = {
  platinum: { vi: 'Khách mua nhiều nhất', en: 'The best of all members' },
  gold: { vi: 'Gần lên hạng cao nhất', en: 'Close to the highest tier' },
  silver: { vi: 'Khách quen', en: 'A regular' },
  new: { vi: 'Mới tham gia', en: 'Has only just joined' },
  'card-blocked': { vi: 'Thẻ đã khóa: máy sẽ từ chối', en: 'Card blocked: the till refuses it' },
  'card-replaced': {
    vi: 'Thẻ cũ đã thay: máy hỏi thẻ mới',
    en: 'Old card, replaced: the till asks for the new one',
  },
}

type Draw = typeof bwipjs.toSVG

function cardOf(
  { member, cardNumber, balancePoints, shows }: SampleMember,
  { sample, draw }: { sample: SampleInfo; draw: Draw },
): string {
  const tier = sample.program.tiers.find(({ tierId }) => tierId === member.standing.tierId)
  const tierName = tier
    ? `${escapeHtml(tier.name.vi)} <span lang="en">${escapeHtml(tier.name.en)}</span>`
    : ''
  const { vi, en } = showing[shows]
  return `<article class="card${shows.startsWith('card-') ? ' ended' : ''}">
      <h3>${escapeHtml(member.name)}</h3>
      <p class="quiet">${escapeHtml(vi)} <span lang="en">${escapeHtml(en)}</span></p>
      <p><strong class="points">${balancePoints.toLocaleString('vi-VN')}</strong> điểm
        <span lang="en">points</span>${tierName && ` · ${tierName}`}</p>
      <p class="phone">${escapeHtml(localPhone(member.phone))}</p>
      <div class="symbols">${symbolOf(draw, 'ean13', cardNumber)}${symbolOf(draw, 'qrcode', cardNumber)}</div>
    </article>`
}

function staffRowOf({ name, storeName, role, pin }: SampleInfo['staff'][number]): string {
  const roleName =
    role === 'manager' ? 'Quản lý <span lang="en">Manager</span>' : 'Thu ngân <span lang="en">Cashier</span>'
  return `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(storeName)}</td><td>${roleName}</td>
    <td class="code">${escapeHtml(pin)}</td></tr>`
}

const heading = (vi: string, en: string): string => `<th>${vi} <span lang="en">${en}</span></th>`

/** As people in Vietnam say their number: 0912 345 678. */
const localPhone = (phone: string | null): string =>
  phone?.startsWith('+84') ? `0${phone.slice(3)}`.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3') : (phone ?? '')

/** Drawn for a reader at an arm's length: a quiet zone around, dark on white in dark dress too. */
const symbolOf = (draw: Draw, symbology: 'ean13' | 'qrcode', text: string): string =>
  `<div class="${symbology}">${draw({
    bcid: symbology,
    text,
    scale: 2,
    ...(symbology === 'ean13' ? { includetext: true, height: 16, guardwhitespace: true } : { eclevel: 'M' }),
    paddingwidth: 6,
    paddingheight: 6,
  })}</div>`

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const page = (content: string): string => `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Pointkeeper</title>
    <link rel="icon" href="data:,">
    <style>${firstPageStyle}</style>
  </head>
  <body><main>${content}</main></body>
</html>`
