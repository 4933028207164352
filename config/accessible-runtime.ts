import { mergeInternalComponents } from '@tarojs/shared'
import accessibleAttributes from './accessible-attributes.json'

mergeInternalComponents({ View: accessibleAttributes })
