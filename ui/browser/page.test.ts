import { describe, expect, it } from 'vitest';
import { idOf, open, small, storm } from './fixture.ts';

describe('names of any kind', () => {
  const EVIL = `<img src=x onerror="window.hacked=1">`;

  it('are only names, in every view', async () => {
    await small();
    await storm.send('POST', '/v1/agents/lab/sync', {
      full: false,
      resources: [
        {
          native_id: 'evil',
          type: `evil-${EVIL}`,
          names: [EVIL, 'javascript:window.hacked=1'],
          image: EVIL,
          status: 'running',
          labels: { [EVIL]: EVIL },
          snapshot: { [EVIL]: EVIL, '</script><script>window.hacked=1</script>': 1 },
        },
      ],
    });
    await storm.send('POST', '/v1/groups', {
      name: EVIL,
      query: { names: EVIL },
      services: [{ name: 'http', port: 80 }],
    });
    await storm.send('POST', '/v1/apps', { name: EVIL, components: [EVIL], links: [], expose: [] });
    const key = encodeURIComponent(EVIL);
    const id = await idOf(EVIL);
    for (const path of [
      '/',
      `/ui/apps/${key}`,
      `/ui/apps/${key}?view=table`,
      `/ui/groups/${key}`,
      '/ui/groups',
      '/ui/resources',
      `/ui/resources/${id}`,
      '/ui/events',
    ]) {
      const watched = await open(path);
      await watched.page.getByText('onerror').first().waitFor();
      expect(await watched.page.evaluate(() => (window as { hacked?: number }).hacked), path).toBeUndefined();
      expect(await watched.page.locator('img').count(), path).toBe(0);
      await watched.close();
    }
    for (const [kind, name] of [
      ['apps', EVIL],
      ['groups', EVIL],
      ['resources', id],
    ] as const) {
      await storm.send('DELETE', `/v1/${kind}/${encodeURIComponent(name)}`).catch(() => {});
    }
  });

  it('could not run even if they were more: the policy forbids it', async () => {
    const watched = await open('/');
    const { page } = watched;
    const broken = await page.evaluate(
      () =>
        new Promise<string>(done => {
          document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
          const script = document.createElement('script');
          script.textContent = 'window.hacked = 1';
          document.body.append(script);
        }),
    );
    expect(broken).toBe('script-src-elem');
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    // That was wanted here, and told on the console.
    watched.wrong.length = 0;
    await watched.close();
  });
});

describe('the page', () => {
  it('is gone through by keyboard', async () => {
    const watched = await open('/');
    const { page } = watched;
    await page.locator('.mini').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('orders');
    await page
      .getByRole('option', { name: /orders/ })
      .first()
      .waitFor();
    await watched.isAccessible();
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'orders' }).waitFor();
    await page.goBack();
    await page.locator('.mini').first().waitFor();
    await watched.close();
  });

  it('fits a phone and a wall', async () => {
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 2560, height: 1440 },
    ]) {
      for (const path of [
        '/',
        '/ui/apps/shop',
        '/ui/resources',
        '/ui/groups/cache',
        '/ui/events',
        '/ui/import',
      ]) {
        const watched = await open(path, { viewport });
        await watched.page.locator('h1').first().waitFor();
        const wide = await watched.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wide, `${path} at ${viewport.width}`).toBeLessThanOrEqual(0);
        if (path === '/ui/apps/shop') await watched.shoot(`page-${viewport.width}`);
        await watched.close();
      }
    }
  });

  it('says what is not there', async () => {
    for (const path of [
      '/ui/nonsense',
      '/ui/apps/nobody',
      '/ui/groups/nobody',
      '/ui/resources/nobody',
      '/ui/jobs/nobody',
    ]) {
      const watched = await open(path);
      await watched.page.getByText(/There is no/).waitFor();
      await watched.close();
    }
  });
});
