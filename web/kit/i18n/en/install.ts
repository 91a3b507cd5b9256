import type { Translation } from '../texts.ts';
import type { install as zh } from '../zh/install.ts';

export const install: Translation<typeof zh> = {
  'install/title': 'Install on your phone',
  'install/lead': 'Opens like an app: one icon, and no app store.',
  'install/button': 'Install Tuckshop',
  'install/installed': 'Installed: open it from its icon',
  'install/how': 'How to install',
  'install/ios': 'iPhone and iPad: open this in Safari, tap Share, choose “Add to Home Screen”.',
  'install/android':
    'Android: open this in Chrome, tap the menu, choose “Install app” or “Add to Home screen”.',
  'install/desktop': 'Computer: open this in Chrome or Edge, click the icon at the address.',
  'install/wechat': 'Inside WeChat: tap the corner, choose “Open in browser”, then as above.',
  'install/secure-title': 'Encrypted connection (https)',
  'install/secure': 'Your browser trusts this connection: everything below works',
  'install/plain':
    'This connection is plain http. Reading, talking, buying and selling all work; browsers want https for these comforts:',
  'install/comfort-install': 'Installing as an app',
  'install/comfort-offline': 'Reading again without a network',
  'install/comfort-push': 'Push notifications',
  'install/comfort-share': 'Copying links and the system’s share sheet',
  'install/yes': 'Works',
  'install/no': 'Needs https',
  'install/not-here': 'Not in this browser',
  'install/operator':
    'Whoever runs this community turns it on in two steps: docs/guides/https.md, which comes with the software.',
};
