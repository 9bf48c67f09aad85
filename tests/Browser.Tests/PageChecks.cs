using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Tryghedsforum.Browser.Tests;

/// <summary>What every page and every state of a page must stand; each check fails with a list of what is wrong.</summary>
internal static class PageChecks
{
    /// <summary>All checks of the page at the size that the window has, and a picture of it.</summary>
    public static async Task All(Window window, string pictureName)
    {
        var page = window.Page;
        await Screenshots.Take(page, pictureName);
        // axe is a script that waits on timers: in a window without script it would never come back.
        if (window.Script) await Axe.Clean(page);
        await Targets44(page);
        await Text200(page);
        await NoSidewaysScroll(page, 320);
    }

    /// <summary>Nothing stands beyond the right edge of a window this wide (CSS pixels).</summary>
    public static async Task NoSidewaysScroll(IPage page, int width)
    {
        var before = page.ViewportSize!;
        await page.SetViewportSizeAsync(width, before.Height);
        Nothing(await page.EvaluateAsync<string[]>(BeyondTheEdge), $"{page.Url}: beyond the right edge at {width} px");
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>With text twice as large nothing is cut off and nothing stands beyond the edge, at 390 and 1280 px.</summary>
    public static async Task Text200(IPage page)
    {
        var before = page.ViewportSize!;
        // Through the object model: a style element would be stopped by the content security policy.
        await page.EvaluateAsync("document.documentElement.style.setProperty('font-size', `${parseFloat(getComputedStyle(document.documentElement).fontSize) * 2}px`, 'important')");
        foreach (var width in new[] { 390, 1280 })
        {
            await page.SetViewportSizeAsync(width, before.Height);
            Nothing(await page.EvaluateAsync<string[]>(BeyondTheEdge), $"{page.Url}: beyond the right edge at {width} px with text doubled");
            Nothing(await page.EvaluateAsync<string[]>(CutOff), $"{page.Url}: cut off at {width} px with text doubled");
        }
        await page.EvaluateAsync("document.documentElement.style.removeProperty('font-size')");
        await page.SetViewportSizeAsync(before.Width, before.Height);
    }

    /// <summary>Whatever can be pressed is at least 44 × 44 CSS pixels; links inside sentences excepted.</summary>
    public static async Task Targets44(IPage page) =>
        Nothing(await page.EvaluateAsync<string[]>(SmallTargets), $"{page.Url}: smaller than 44 × 44");

    /// <summary>No sentence begins, and no bracket opens, without a space before it.</summary>
    public static async Task WordsApart(IPage page) =>
        Nothing(await page.EvaluateAsync<string[]>(RunTogether), $"{page.Url}: words run together");

    private static void Nothing(string[] found, string what) =>
        Assert.True(found.Length == 0, $"{what}:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");

    // In all three: how an element is named in the list, and whether anybody sees it.
    private const string Shared = """
        const name = e => e.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
        const box = e => e.getBoundingClientRect();
        const shown = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box(e).width > 1 && box(e).height > 1;
        const inside = (e, test) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (test(getComputedStyle(p))) return true; return false; };
        """;

    private const string BeyondTheEdge = "() => {" + Shared + """
        const root = document.documentElement, edge = root.clientWidth;
        // A page that hides its overflow would pass unseen.
        for (const e of [root, document.body]) e.style.setProperty('overflow-x', 'visible', 'important');
        const found = [...document.body.querySelectorAll('*')]
          .filter(e => shown(e) && box(e).right > edge + 1 && !inside(e, s => /auto|scroll|hidden|clip/.test(s.overflowX)))
          .map(e => `${Math.round(box(e).right)} > ${edge}: ${name(e)}`);
        if (!found.length && root.scrollWidth > edge) found.push(`the page is ${root.scrollWidth} wide in a window of ${edge}`);
        for (const e of [root, document.body]) e.style.removeProperty('overflow-x');
        return found;
      }
      """;

    private const string CutOff = "() => {" + Shared + """
        return [...document.body.querySelectorAll('*')]
          .filter(e => shown(e) && e.textContent.trim() && !/^(svg|select|option|textarea)$/i.test(e.tagName) && !e.closest('svg, .leaflet-container'))
          .filter(e => { const s = getComputedStyle(e);
            return (/hidden|clip/.test(s.overflowX) && e.scrollWidth > e.clientWidth + 1) || (/hidden|clip/.test(s.overflowY) && e.scrollHeight > e.clientHeight + 1); })
          .map(e => `${e.scrollWidth} × ${e.scrollHeight} in ${e.clientWidth} × ${e.clientHeight}: ${name(e)}`);
      }
      """;

    // Inside one piece of text, and where two pieces touch on the same line.
    private const string RunTogether = "() => {" + Shared + """
        const apart = /[\p{Ll}\d)](?:[.!?:;,][\p{Lu}(]|\()/u;
        const walk = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT), found = [];
        const edge = (node, start, end) => { const range = document.createRange(); range.setStart(node, start); range.setEnd(node, end); return range.getBoundingClientRect(); };
        let last = null;
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          const text = node.data;
          if (!text || !shown(node.parentElement) || node.parentElement.closest('svg, script, template')) continue;
          if (apart.test(text)) found.push(text);
          if (last && apart.test(last.data.slice(-2) + text.slice(0, 2))) {
            const a = edge(last, last.length - 1, last.length), b = edge(node, 0, 1);
            if (Math.abs(a.bottom - b.bottom) < 4 && Math.abs(b.left - a.right) < 2) found.push(last.data.slice(-30) + text.slice(0, 30));
          }
          last = node;
        }
        return found;
      }
      """;

    private const string SmallTargets = "() => {" + Shared + """
        const inSentence = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline' &&
          [...e.parentElement.childNodes].some(n => n.nodeType === 3 && /[\p{L}\d]/u.test(n.textContent));
        // A box with a label is pressed by its label too.
        const target = e => [e, ...(e.labels ?? [])].map(box).reduce((a, b) => ({
          left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) }));
        return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]')]
          // A field of a picture is as large as what it covers.
          .filter(e => [e, ...(e.labels ?? [])].some(shown) && !inSentence(e) && !e.closest('[data-blur]'))
          .map(e => ({ e, t: target(e) }))
          .filter(({ t }) => t.right > 0 && t.bottom > 0 && (t.right - t.left < 43.5 || t.bottom - t.top < 43.5))
          .map(({ e, t }) => `${Math.round(t.right - t.left)} × ${Math.round(t.bottom - t.top)}: ${name(e)}`);
      }
      """;
}

/// <summary>The accessibility rules that a program can check.</summary>
internal static class Axe
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>axe-core finds nothing.</summary>
    public static async Task Clean(IPage page)
    {
        var result = await page.RunAxe(Rules);
        var found = result.Violations.Select(v => $"{v.Id}: {v.Help}{string.Concat(v.Nodes.Select(n => Environment.NewLine + "  " + n.Html))}");
        Assert.True(result.Violations.Length == 0, $"{page.Url}:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }
}

/// <summary>Pictures of pages for people to look at; only when FORUM_SCREENSHOTS names a folder.</summary>
internal static class Screenshots
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("FORUM_SCREENSHOTS");

    /// <summary>Takes the whole page.</summary>
    public static async Task Take(IPage page, string name)
    {
        if (string.IsNullOrEmpty(Folder)) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{page.ViewportSize!.Width}.png"), FullPage = true });
    }
}
