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
      else void file.arrayBuffer().then((bytes) => resolve({ name: file.name, base64: Taro.arrayBufferToBase64(bytes) }))
    }
    input.click()
  })
}
