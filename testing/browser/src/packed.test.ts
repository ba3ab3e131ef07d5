import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { unpackChromium } from './packed.ts'

describe('the packed Chromium', () => {
  it('starts with nss and expat of its own, whatever the system has; elsewhere it says what to do', async () => {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      await expect(unpackChromium()).rejects.toThrow('set CHROME_PATH')
      return
    }
    const { executable, environment } = await unpackChromium()
    const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'], env: environment })
    const cdp = await browser.newBrowserCDPSession()
    const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
    const pid = processInfo.find(({ type }) => type === 'browser')?.id
    const mapped = readFileSync(`/proc/${pid}/maps`, 'utf8').match(/\/\S+\.so[\d.]*$/gm) ?? []
    await browser.close()
    const borrowed = [...new Set(mapped)].filter(path => !path.startsWith(String(environment['LD_LIBRARY_PATH'])))
    expect(mapped.some(path => path.includes('libnss3'))).toBe(true)
    // Of glibc and gcc, which Node itself runs on.
    expect(
      borrowed.filter(path => !/\/(ld-linux-x86-64|lib(c|m|dl|pthread|rt|resolv|gcc_s|nss_\w+))\.so/.test(path)),
    ).toEqual([])
  })
})
