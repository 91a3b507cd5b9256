import type { Translation } from '../texts.ts';
import type { feeds as zh } from '../zh/feeds.ts';

export const feeds: Translation<typeof zh> = {
  'feed/nobody-followed': 'Nothing yet from those you follow',
  'feed/nobody-followed-text': 'Follow neighbours you like: their new notes come here first.',
  'feed/look-around': 'Look around',
  'feed/city': 'City',
  'feed/my-places': 'My places',
  'feed/choose-city': 'Choose a city',
  'feed/show-city': 'Show',
  'feed/nothing-nearby': 'No notes nearby yet',
  'feed/where-are-you': 'Which city are you in?',
  'feed/where-are-you-text':
    'Choose a city to see its notes. It is never finer than a city, and no position is kept.',
  'feed/set-city': 'Fill in my city',
  'feed/new-notes': '{count} new {count:note|notes}',
};
