import { type ThemeConfig, theme } from 'antd';
import { useEffect, useState } from 'react';
import { type Theme, useAppearance } from '../ui/appearance.ts';

const DARK = '(prefers-color-scheme: dark)';

/** Whether the desk is dark now: chosen here, else as the device says. Draws again when either changes. */
export function useDarkness(): boolean {
  const { theme: chosen } = useAppearance();
  const [device, setDevice] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const query = matchMedia(DARK);
    const tell = () => setDevice(query.matches);
    query.addEventListener('change', tell);
    return () => query.removeEventListener('change', tell);
  }, []);
  return isDark(chosen, device);
}

function isDark(chosen: Theme, device: boolean): boolean {
  return chosen === 'device' ? device : chosen === 'dark';
}

/** Ant Design's theme out of our tokens, as the root carries them now: a colour has its number in tokens.css alone. */
export function themeFromTokens(dark: boolean): ThemeConfig {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const soft = token('ink-soft');
  // The dark algorithm would dim the accent; where it carries text its contrast is proved as it stands.
  const accent = {
    colorPrimary: token('persimmon'),
    colorPrimaryHover: token('persimmon-deep'),
    colorPrimaryActive: token('persimmon-deep'),
  };
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: token('persimmon'),
      colorPrimaryHover: token('persimmon-deep'),
      colorPrimaryActive: token('persimmon-deep'),
      colorPrimaryBg: token('persimmon-wash'),
      colorLink: token('persimmon'),
      colorLinkHover: token('persimmon-deep'),
      colorSuccess: token('jade'),
      colorWarning: token('ochre'),
      colorError: token('danger'),
      colorErrorText: token('danger'),
      colorInfo: soft,
      colorText: token('ink'),
      colorTextBase: token('ink'),
      colorTextHeading: token('ink'),
      colorTextSecondary: soft,
      colorTextTertiary: soft,
      colorTextQuaternary: soft,
      colorTextDescription: soft,
      colorTextPlaceholder: soft,
      colorTextDisabled: soft,
      colorIcon: soft,
      colorBgBase: token('surface'),
      colorBgContainer: token('surface'),
      colorBgElevated: token('surface'),
      colorBgLayout: token('paper'),
      colorBgContainerDisabled: token('sunken'),
      colorBorder: token('line-strong'),
      colorBorderSecondary: token('line'),
      colorSplit: token('line'),
      colorTextLightSolid: token('surface'),
      colorBgMask: 'rgb(28 23 20 / 0.45)',
      controlItemBgActive: token('persimmon-wash'),
      controlItemBgHover: token('sunken'),
      fontFamily: token('sans'),
      fontSize: 14,
      borderRadius: 6,
      controlHeight: 34,
      motionDurationSlow: '150ms',
      motionDurationMid: '150ms',
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: {
      Button: { ...accent, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Input: {
        activeBorderColor: token('focus'),
        hoverBorderColor: token('ink-soft'),
        activeShadow: `0 0 0 2px ${token('focus')}`,
      },
      InputNumber: {
        activeBorderColor: token('focus'),
        hoverBorderColor: token('ink-soft'),
        activeShadow: `0 0 0 2px ${token('focus')}`,
      },
      Select: {
        activeBorderColor: token('focus'),
        hoverBorderColor: token('ink-soft'),
        activeOutlineColor: token('focus'),
        optionSelectedBg: token('persimmon-wash'),
        optionSelectedColor: token('ink'),
      },
      Radio: accent,
      Checkbox: accent,
      Switch: accent,
      Tooltip: { colorBgSpotlight: token('ink') },
    },
  };
}
