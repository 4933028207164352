import Taro from '@tarojs/taro'

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const KINDS: Readonly<Record<string, string>> = { xlsx: SHEET, csv: 'text/csv', pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', zip: 'application/zip' }

/**
 * Gives a file to the person: in WeChat it is opened, from where it can be printed and sent on; a browser saves it.
 * @throws the platform's error when it has no room or cannot open it
 */
export async function saveFile(name: string, bytes: Uint8Array): Promise<void> {
  if (process.env.TARO_ENV === 'weapp') await openInWechat(name, bytes)
  else downloadInBrowser(name, bytes)
}

async function openInWechat(name: string, bytes: Uint8Array): Promise<void> {
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`
  await new Promise<void>((resolve, reject) => {
    Taro.getFileSystemManager().writeFile({ filePath, data: bytes.slice().buffer, success: () => resolve(), fail: reject })
  })
  await Taro.openDocument({ filePath, showMenu: true })
}

function downloadInBrowser(name: string, bytes: Uint8Array): void {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  const address = URL.createObjectURL(new Blob([bytes.slice().buffer], { type: KINDS[ending] ?? 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
