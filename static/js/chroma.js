// @ts-check
/** Background removal: a soft chroma key drawn by WebGL, once for each video frame. */

const VERTEX = `
attribute vec2 corner;
varying vec2 at;
void main() {
  at = vec2(corner.x + 1.0, 1.0 - corner.y) / 2.0;
  gl_Position = vec4(corner, 0.0, 1.0);
}`;

// Colour alone decides, so shadows on the screen go too. The matte is averaged over its
// neighbours, because video carries colour at half the resolution, and drawn in a little;
// then the screen's share is taken out of every pixel, and what green is left is held down
// to the stronger of red and blue.
const FRAGMENT = `
precision mediump float;
uniform sampler2D frame;
uniform vec2 texel;
uniform vec3 screen;
varying vec2 at;
vec2 chroma(vec3 c) {
  return vec2(dot(c, vec3(-0.1146, -0.3854, 0.5)), dot(c, vec3(0.5, -0.4542, -0.0458)));
}
float matte(float x, float y) {
  vec2 key = chroma(screen);
  float far = distance(chroma(texture2D(frame, at + vec2(x, y) * texel).rgb), key);
  return smoothstep(0.3, 0.7, far / length(key));
}
void main() {
  vec3 c = texture2D(frame, at).rgb;
  if (screen == vec3(0.0)) {
    gl_FragColor = vec4(c, 1.0);
    return;
  }
  float sides = matte(1.0, 0.0) + matte(-1.0, 0.0) + matte(0.0, 1.0) + matte(0.0, -1.0);
  float corners = matte(1.0, 1.0) + matte(-1.0, 1.0) + matte(1.0, -1.0) + matte(-1.0, -1.0);
  float average = 0.25 * matte(0.0, 0.0) + 0.125 * sides + 0.0625 * corners;
  float alpha = smoothstep(0.3, 0.95, average);
  vec3 own = clamp(c - screen * (1.0 - alpha), 0.0, alpha);
  own.g = min(own.g, max(own.r, own.b));
  gl_FragColor = vec4(own, alpha);
}`;

// Below this a backdrop is a wall or a room, not a screen made to be removed.
const LEAST_COLOUR = 0.15;
const FRAMES_PER_LOOK = 25;

export class ChromaKey {
  #video;
  #canvas;
  #probe = new OffscreenCanvas(16, 9).getContext('2d', { willReadFrequently: true });
  /** @type {WebGLRenderingContext | null} */
  #gl = null;
  /** @type {WebGLProgram | null} */
  #program = null;
  #running = false;
  #frames = 0;

  /** @param {HTMLVideoElement} video @param {HTMLCanvasElement} canvas */
  constructor(video, canvas) {
    this.#video = video;
    this.#canvas = canvas;
  }

  /** @returns {boolean} False where the browser has no WebGL. */
  start() {
    this.#program ??= this.#prepare();
    if (!this.#program) return false;
    if (!this.#running) {
      this.#running = true;
      this.#next();
    }
    return true;
  }

  stop() {
    this.#running = false;
  }

  #next() {
    const draw = () => {
      if (!this.#running) return;
      this.#draw();
      this.#next();
    };
    if ('requestVideoFrameCallback' in this.#video) this.#video.requestVideoFrameCallback(draw);
    else requestAnimationFrame(draw);
  }

  #draw() {
    const gl = this.#gl;
    const { videoWidth: width, videoHeight: height } = this.#video;
    if (!gl || !this.#program || !width || gl.isContextLost()) return;
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      Object.assign(this.#canvas, { width, height });
      gl.viewport(0, 0, width, height);
      gl.uniform2f(gl.getUniformLocation(this.#program, 'texel'), 1 / width, 1 / height);
      this.#frames = 0;
    }
    if (this.#frames++ % FRAMES_PER_LOOK === 0) {
      gl.uniform3f(gl.getUniformLocation(this.#program, 'screen'), ...this.#screen());
    }
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, this.#video);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  /**
   * The colour of the two upper corners; black where they are no screen.
   * @returns {[number, number, number]} Red, green, blue, each 0 to 1.
   */
  #screen() {
    if (!this.#probe) return [0, 0, 0];
    this.#probe.drawImage(this.#video, 0, 0, 16, 9);
    const left = this.#probe.getImageData(0, 0, 1, 1).data;
    const right = this.#probe.getImageData(15, 0, 1, 1).data;
    const [cb, cr] = chromaOf(left);
    const [otherCb, otherCr] = chromaOf(right);
    const alike = Math.hypot(cb - otherCb, cr - otherCr) < LEAST_COLOUR / 2;
    if (!alike || Math.hypot(cb, cr) < LEAST_COLOUR) return [0, 0, 0];
    return [left[0] / 255, left[1] / 255, left[2] / 255];
  }

  /** @returns {WebGLProgram | null} */
  #prepare() {
    const gl = this.#canvas.getContext('webgl', { premultipliedAlpha: true });
    const program = gl?.createProgram();
    if (!gl || !program) return null;
    for (const [type, source] of /** @type {const} */ ([
      [gl.VERTEX_SHADER, VERTEX],
      [gl.FRAGMENT_SHADER, FRAGMENT],
    ])) {
      const shader = /** @type {WebGLShader} */ (gl.createShader(type));
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return null;
    gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(
      gl.ARRAY_BUFFER,
      new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]),
      gl.STATIC_DRAW,
    );
    gl.enableVertexAttribArray(gl.getAttribLocation(program, 'corner'));
    gl.vertexAttribPointer(gl.getAttribLocation(program, 'corner'), 2, gl.FLOAT, false, 0, 0);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    for (const [name, value] of [
      [gl.TEXTURE_MIN_FILTER, gl.LINEAR],
      [gl.TEXTURE_MAG_FILTER, gl.LINEAR],
      [gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE],
      [gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE],
    ]) {
      gl.texParameteri(gl.TEXTURE_2D, name, value);
    }
    this.#gl = gl;
    return program;
  }
}

/** @param {Uint8ClampedArray} rgba @returns {[number, number]} BT.709 (Cb, Cr), each -0.5 to 0.5. */
function chromaOf([r, g, b]) {
  return [
    (-0.1146 * r - 0.3854 * g + 0.5 * b) / 255,
    (0.5 * r - 0.4542 * g - 0.0458 * b) / 255,
  ];
}
