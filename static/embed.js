// Puts the chat into the corner of any page:
// <script src="https://your.server/static/embed.js" data-key="..." async></script>
(() => {
  const script = document.currentScript;
  const { origin } = new URL(script.src);
  const frame = document.createElement('iframe');
  frame.title = 'Talk with us';
  frame.src = `${origin}/widget?key=${encodeURIComponent(script.dataset.key ?? '')}`;
  frame.allow = 'microphone; autoplay';
  const corner = { position: 'fixed', right: '0', bottom: '0', border: '0', zIndex: '2147483000' };
  Object.assign(frame.style, corner, { colorScheme: 'light dark' });
  const resize = (open) => {
    frame.style.width = open ? 'min(436px, 100vw)' : '92px';
    frame.style.height = open ? 'min(656px, 100dvh)' : '92px';
  };
  resize(false);
  addEventListener('message', ({ source, origin: from, data }) => {
    const ours = source === frame.contentWindow && from === origin;
    if (ours && data?.type === 'persona-live') resize(data.open === true);
  });
  document.body.append(frame);
})();
