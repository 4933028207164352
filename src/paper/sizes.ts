/** Millimetres. */
export interface PaperSize { readonly width: number; readonly height: number }

export const A5 = { width: 148, height: 210 } as const
export const A4_ACROSS = { width: 297, height: 210 } as const
