import Taro from '@tarojs/taro'

export interface PickedFile {
  name: string
  /** All of it. */
  base64: string
}

/** A file that is chosen: in WeChat out of a chat, where files arrive; in a browser from the disk. null = none was. */
export async function pickFile(endings: readonly string[]): Promise<PickedFile | null> {
  return process.env.TARO_ENV === 'weapp' ? fromChat(endings) : fromDisk(endings)
}

async function fromChat(endings: readonly string[]): Promise<PickedFile | null> {
  try {
    const { tempFiles: [file] } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
    if (file === undefined) return null
    const base64 = await new Promise<string>((resolve, reject) => {
      Taro.getFileSystemManager().readFile({ filePath: file.path, encoding: 'base64', success: ({ data }) => resolve(String(data)), fail: reject })
    })
    return { name: file.name, base64 }
  } catch {
    return null
  }
}

function fromDisk(endings: readonly string[]): Promise<PickedFile | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => `.${ending}`).join(',')
    input.oncancel = () => resolve(null)
    input.onchange = () => {
      const file = input.files?.[0]
      if (file === undefined) resolve(null)
      else resolve(base64Of(file).then((base64) => ({ name: file.name, base64 })))
    }
    input.click()
  })
}

/** As a browser writes a file into an address, `data:…;base64,` and the file: Taro's own function for it gives nothing for a buffer. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })
}
