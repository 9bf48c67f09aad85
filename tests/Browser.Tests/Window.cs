using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Tryghedsforum.Browser.Tests;

/// <summary>One person's browser: own cookies, no way out to the internet.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> problems = new();

    internal Window(IBrowserContext context, IPage page, bool script)
    {
        this.context = context;
        Page = page;
        Script = script;
        page.PageError += (_, error) => problems.Enqueue("script: " + error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") problems.Enqueue("console: " + message.Text);
        };
    }

    /// <summary>The page, blank at first; addresses like "/" are the host's.</summary>
    public IPage Page { get; }

    /// <summary>Whether pages may run script.</summary>
    public bool Script { get; }

    /// <summary>Script errors, errors on the console (what the content security policy blocked is one), and calls to other hosts.</summary>
    public IReadOnlyCollection<string> Problems => problems;

    /// <summary>Signs in on the page as a demo person.</summary>
    public async Task SignIn(string person)
    {
        await Page.GotoAsync("/log-ind");
        await Page.GetByRole(AriaRole.Button, new() { Name = person, Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(address => !address.EndsWith("/log-ind", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(context.CloseAsync());

    internal Task StayAtHome(Uri? home) => context.RouteAsync(
        address => Uri.TryCreate(address, UriKind.Absolute, out var to) && to.Scheme is "http" or "https" && home?.IsBaseOf(to) != true,
        route =>
        {
            problems.Enqueue("call to " + route.Request.Url);
            return route.AbortAsync();
        });
}
