// @ts-check
// The API reference: Swagger UI over /openapi.json. With API_KEYS set, its own
// "Authorize" button is where the key goes.
const { SwaggerUIBundle } = /** @type {any} */ (window);

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
});
