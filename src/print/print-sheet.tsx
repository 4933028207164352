import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import type { Drawing, Sheet } from './paper'
import { Paper } from './paper'
import { A4_ACROSS } from './pen'
import { SaveButtons } from './save'
import type { TableOnPaper } from './table'
import { drawSheet, pagesOf } from './table'
import { TextButton } from '../ui/tap'

/** 130 dots an inch: sharp enough for a table, and 6.4 MB in a cheap phone while it is drawn. */
const PIXELS = 1520

/** A paper to be printed, page by page. */
export function PrintSheet({ table, name }: { table: TableOnPaper; name: string }): ReactNode {
  const [page, setPage] = useState(0)
  const [sheet, setSheet] = useState<Sheet>({ is: 'drawing' })
  const pages = pagesOf(table)
  const drawing = useMemo(
    (): Drawing => ({ size: A4_ACROSS, pixels: PIXELS, draw: (pen, pixels) => drawSheet(pen, table, page, pixels) }),
    [table, page],
  )
  const turn = (by: number): void => {
    setSheet({ is: 'drawing' })
    setPage(page + by)
  }
  return (
    <View id="print-sheet" className="gap">
      <Paper
        key={page}
        id="sheet-paper"
        drawing={drawing}
        undrawn="这部手机画不出这张表。请取表格文件，拿到电脑上打印。"
        onSheet={setSheet}
      />
      {pages > 1 && (
        <View className="spread gap">
          {page > 0 ? (
            <TextButton id="page-before" className="link" onTap={() => turn(-1)}>
              ‹ 上一页
            </TextButton>
          ) : (
            <View />
          )}
          <View>
            第 {page + 1} 页，共 {pages} 页
          </View>
          {page < pages - 1 ? (
            <TextButton id="page-after" className="link" onTap={() => turn(1)}>
              下一页 ›
            </TextButton>
          ) : (
            <View />
          )}
        </View>
      )}
      <SaveButtons
        key={`keep-${page}`}
        sheet={sheet}
        name={pages > 1 ? `${name}-${page + 1}` : name}
        size={A4_ACROSS}
        paper="用 A4 纸横着打印。"
        otherwise="也可以取表格文件打印。"
      />
    </View>
  )
}
