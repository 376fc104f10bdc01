/* SDL_video.c asks for these even with the renderer off; no renderer ever exists here. */
struct SDL_Renderer;
struct SDL_Window;
void SDL_DestroyRendererWithoutFreeing(struct SDL_Renderer *renderer) { (void)renderer; }
struct SDL_Renderer *SDL_GetRenderer(struct SDL_Window *window) {
  (void)window;
  return 0;
}

/* SDL asks by name for what it can do without. To answer, the page would have to carry all of WebGL:
   what draws calls its functions themselves. */
void (*eglGetProcAddress(const char *name))(void) {
  (void)name;
  return 0;
}
