import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent, light to dark: shade 8 on white and shade 3 on near-black both pass AAA for the button's text. */
const accent: MantineColorsTuple = [
  '#e6f4f2',
  '#cbe7e3',
  '#9fd6cf',
  '#72d3c6',
  '#4bb5a8',
  '#2b978b',
  '#1a7d73',
  '#10695f',
  '#0b5750',
  '#07433e',
]

/** Mantine in Pointkeeper's measures: nothing below 18 px, targets of at least 44 px. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.4,
  colors: { accent },
  white: '#ffffff',
  black: '#16181d',
  fontFamily: "'Tabular Figures', 'Be Vietnam Pro', system-ui, sans-serif",
  headings: { fontFamily: "'Tabular Figures', 'Be Vietnam Pro', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: '1.125rem', sm: '1.125rem', md: '1.125rem', lg: '1.25rem', xl: '1.5rem' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.45', lg: '1.45', xl: '1.45' },
  defaultRadius: 'md',
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.625rem', lg: '0.875rem', xl: '1.25rem' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
})
