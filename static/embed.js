// Puts the chat into the corner of any page:
// <script src="https://your.server/static/embed.js" data-key="..." async></script>
(() => {
  const script = document.currentScript;
  // Beside the folder that this is in, as the server may be behind a path of its own.
  const page = new URL('../widget', script.src);
  page.searchParams.set('key', script.dataset.key ?? '');
  const frame = document.createElement('iframe');
  frame.title = 'Talk with us';
  frame.src = page.href;
  frame.allow = 'microphone; autoplay';
  const corner = { position: 'fixed', right: '0', bottom: '0', border: '0', zIndex: '2147483000' };
  Object.assign(frame.style, corner, { colorScheme: 'light dark' });
  const resize = (open) => {
    frame.style.width = open ? 'min(436px, 100vw)' : '92px';
    frame.style.height = open ? 'min(656px, 100dvh)' : '92px';
  };
  resize(false);
  addEventListener('message', ({ source, origin: from, data }) => {
    const ours = source === frame.contentWindow && from === page.origin;
    if (ours && data?.type === 'persona-live') resize(data.open === true);
  });
  document.body.append(frame);
})();
