using System.Net;
using System.Text.RegularExpressions;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Testing;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>One of those who try every door.</summary>
/// <param name="Name">As in the printed table.</param>
/// <param name="Role">The role in the forum whose doors are tried; null without membership there.</param>
internal sealed partial record Somebody(string Name, Role? Role = null)
{
    /// <summary>The secret of the case that this one holds the link of, as a program sends it.</summary>
    public string? Secret { get; init; }

    /// <summary>That case is another forum's.</summary>
    public bool IsForeign { get; init; }

    /// <summary>The role in another forum.</summary>
    public Role? RoleElsewhere { get; init; }

    /// <summary>Runs the installation.</summary>
    public bool IsOperator { get; init; }

    /// <summary>The session with which this one comes has been ended.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Things of this one's own, in place of the stage's, by their placeholder.</summary>
    public IReadOnlyDictionary<string, string> Things { get; init; } = new Dictionary<string, string>();

    /// <summary>Makes the cookies with which this one comes; null: without any.</summary>
    public Func<Task<Visitor>>? SignIn { get; init; }

    /// <summary>The browser; a redirect is an answer like any other.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Its cookies.</summary>
    public CookieJar Cookies { get; private set; } = null!;

    /// <summary>What a form of the program's own pages carries.</summary>
    public string FormToken { get; private set; } = "";

    /// <summary>The same one, who sends another token with every form, or none.</summary>
    public Somebody WithToken(string token) => this with { FormToken = token };

    /// <summary>Comes with a fresh browser, in which a code was asked for, for a number that nobody has.</summary>
    public async Task Come(ForumHost host, CancellationToken cancellation)
    {
        Cookies = new();
        if (SignIn is not null)
        {
            foreach (var (name, cookie) in (await SignIn()).Cookies.All) Cookies.Put(name, cookie.Value.ToString());
        }

        Http = host.CreateDefaultClient(host.Address, Cookies);
        Http.DefaultRequestHeaders.Add("Accept-Language", "da-DK");
        Http.DefaultRequestHeaders.Add("Origin", host.Address.GetLeftPart(UriPartial.Authority));
        FormToken = Token().Match(await Http.GetStringAsync("/log-ind", cancellation)).Groups[1].Value;
        using var asked = await Http.PostAsync("/log-ind", Form([("_handler", "do"), ("telefon", "95 20 00 99")]), cancellation);
        if (asked.StatusCode is not HttpStatusCode.Redirect) throw new InvalidOperationException($"{Name} could not ask for a code: {(int)asked.StatusCode}");
    }

    /// <summary>A form of the program's own pages.</summary>
    public FormUrlEncodedContent Form(IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Append(("__RequestVerificationToken", FormToken)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
