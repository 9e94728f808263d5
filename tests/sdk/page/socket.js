// SDK 2.x keeps of its basePath only the host name and opens wss://<host>/v1/ws/... on
// port 443. In production a proxy with a certificate listens there; here it does not.
{
  const base = new URL('%BASE%');
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(address, ...rest) {
      const url = new URL(address);
      const isChat = url.protocol === 'wss:' && url.hostname === base.hostname;
      const path = base.pathname.replace(/\/$/, '') + url.pathname + url.search;
      super(isChat ? `ws://${base.host}${path}` : address, ...rest);
    }
  };
}
