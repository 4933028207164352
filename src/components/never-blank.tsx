import { Component, type ReactNode } from 'react'
import { Trouble, UNFORESEEN } from './trouble'

interface NeverBlankProps {
  children: ReactNode
}

/** React takes a part that throws off the screen. Here words take its place. */
export class NeverBlank extends Component<NeverBlankProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? <Trouble words={UNFORESEEN} /> : this.props.children
  }
}
