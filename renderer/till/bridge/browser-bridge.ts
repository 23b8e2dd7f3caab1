import type { TerminalBridge } from '../../../shared/contract/terminal-bridge.ts'
export declare function openBrowserBridge(): Promise<TerminalBridge>
