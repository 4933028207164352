import { defineBuiltIn, type BuiltIn } from './built-in'

const HOVER = ['hoverClass', 'hoverStopPropagation', 'hoverStartTime', 'hoverStayTime']
const SCROLL_EDGE_PX = 50

/** Components that hold others and do little themselves. */
export function defineContainers(): void {
  defineBuiltIn('view', HOVER)
  defineBuiltIn('cover-view', ['scrollTop'])
  defineBuiltIn('text', ['selectable', 'userSelect', 'space', 'decode', 'overflow', 'maxLines'])
  defineBuiltIn('root-portal', ['enable'])
  defineBuiltIn('icon', ['type', 'size', 'color'])
  defineBuiltIn('progress', [
    'percent',
    'strokeWidth',
    'color',
    'activeColor',
    'backgroundColor',
    'active',
    'activeMode',
    'showInfo',
  ])
  defineBuiltIn('image', ['src', 'mode', 'lazyLoad', 'showMenuByLongpress', 'webp'], image)
  defineBuiltIn('scroll-view', SCROLL_VIEW, scrollView)
  defineBuiltIn('canvas', ['type', 'canvasId', 'disableScroll'], canvas)
  defineBuiltIn(
    'page-meta',
    ['rootFontSize', 'pageStyle', 'pageFontSize', 'pageOrientation', 'backgroundColor'],
    pageMeta,
  )
}

const SCROLL_VIEW = [
  'scrollX',
  'scrollY',
  'upperThreshold',
  'lowerThreshold',
  'scrollTop',
  'scrollLeft',
  'scrollIntoView',
  'scrollWithAnimation',
  'enableBackToTop',
  'enableFlex',
  'scrollAnchoring',
  'enhanced',
  'bounces',
  'showScrollbar',
  'pagingEnabled',
  'fastDeceleration',
  'refresherEnabled',
  'refresherThreshold',
  'refresherDefaultStyle',
  'refresherBackground',
  'refresherTriggered',
  'enablePassive',
  'type',
  'reverse',
  'clip',
  'cacheExtent',
  'minDragDistance',
  'scrollIntoViewWithinExtent',
  'scrollIntoViewAlignment',
  'padding',
  'refresherTwoLevelEnabled',
  'refresherTwoLevelTriggered',
  'refresherTwoLevelThreshold',
  'refresherTwoLevelCloseThreshold',
  'refresherTwoLevelScrollEnabled',
  'refresherBallisticRefreshEnabled',
  'refresherTwoLevelPinned',
  'usingSticky',
  'associativeContainer',
]

function scrollView({ element, get, emit }: BuiltIn): () => void {
  element.addEventListener('scroll', () => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = element
    emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth })
    if (scrollTop + element.clientHeight >= scrollHeight - SCROLL_EDGE_PX)
      emit('scrolltolower', { direction: 'bottom' })
    if (scrollTop <= SCROLL_EDGE_PX) emit('scrolltoupper', { direction: 'top' })
  })
  return () => {
    element.style.overflowX = get('scrollX') ? 'auto' : 'hidden'
    element.style.overflowY = get('scrollY') ? 'auto' : 'hidden'
    const target = get('scrollIntoView')
    if (typeof target === 'string' && target !== '') document.getElementById(target)?.scrollIntoView()
  }
}

/** Type 2d alone: the package draws on its node, found by a query. */
function canvas({ element }: BuiltIn): void {
  element.appendChild(document.createElement('canvas'))
}

const FIT: Record<string, string> = {
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'contain',
  heightFix: 'contain',
}

function image({ element, get, emit }: BuiltIn): () => void {
  const picture = document.createElement('img')
  picture.onload = () => emit('load', { width: picture.naturalWidth, height: picture.naturalHeight })
  picture.onerror = () => emit('error', { errMsg: `image not found: ${picture.src}` })
  element.appendChild(picture)
  return () => {
    picture.style.objectFit = FIT[String(get('mode'))] ?? 'fill'
    const source = String(get('src') ?? '')
    if (source !== '' && picture.getAttribute('src') !== source) picture.src = source
  }
}

function pageMeta({ element, get }: BuiltIn): () => void {
  return () => {
    const page = element.closest<HTMLElement>('.phone-page')
    if (page) page.style.cssText = String(get('pageStyle') ?? '')
    document.documentElement.style.fontSize = String(get('rootFontSize') ?? '')
  }
}
