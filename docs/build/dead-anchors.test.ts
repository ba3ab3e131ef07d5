import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { deadAnchors } from './dead-anchors.ts'

/** What is dead in a site of these pages, by their bodies. */
async function deadIn(pages: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'onesms-anchors-'))
  try {
    for (const [name, html] of Object.entries(pages)) {
      await mkdir(dirname(join(folder, name)), { recursive: true })
      await writeFile(join(folder, name), `<body>${html}</body>`)
    }
    return deadAnchors(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const heading = '<h2 id="money-&amp;-más">Money</h2>'

it('finds links of a built site to pages and headings that are not there, wherever they start from', async () => {
  expect(
    await deadIn({
      'index.html': '<a href="/guides/a.html#gone">1</a> <a href="./guides/b.html">2</a> <a href="#top">3</a>',
      'guides/a.html': `${heading} <a href="../nowhere/">4</a> <a href="../index.html#x">5</a>`,
    }),
  ).toEqual([
    'index.html: /guides/a.html#gone',
    'index.html: ./guides/b.html',
    'index.html: #top',
    'guides/a.html: ../nowhere/',
    'guides/a.html: ../index.html#x',
  ])
})

it('lets pass what is there, files, and other sites', async () => {
  expect(
    await deadIn({
      'index.html': `<a href="/guides/">1</a> <a href="/guides/index.html#money-&amp;-m%C3%A1s">2</a> <a href="/llms.txt">3</a>`,
      'guides/index.html': `${heading} <a href="#money-&amp;-m%C3%A1s">4</a> <a href="../">5</a> <a href="https://x.test/a.html#b">6</a>`,
    }),
  ).toEqual([])
})
