export const feeds = {
  'feed/nobody-followed': '关注的人还没有发笔记',
  'feed/nobody-followed-text': '关注几位喜欢的邻居，他们的新笔记会第一时间出现在这里。',
  'feed/look-around': '去发现看看',
  'feed/city': '城市',
  'feed/my-places': '我的城市和校园',
  'feed/choose-city': '选一个城市',
  'feed/show-city': '看看',
  'feed/nothing-nearby': '附近还没有笔记',
  'feed/where-are-you': '你在哪座城市？',
  'feed/where-are-you-text': '选一个城市，就能看到同城的笔记。只到城市这一级，不会记录具体位置。',
  'feed/set-city': '填写我的城市',
  'feed/new-notes': '有 {count} 篇新笔记',
} as const;
