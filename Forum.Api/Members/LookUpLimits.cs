using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Tryghedsforum.Api.Members;

/// <summary>
/// How many links, invitations, case numbers and picture names may be wrong, so that nobody tries them all; section <c>Limits</c> of the configuration.
/// Right ones cost nothing, and who is signed in is counted apart: one guest never shuts out the shelter that is behind the same address.
/// </summary>
internal sealed class LookUpLimits(IConfiguration configuration) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // The parts of an address that could be guessed.
    private static readonly string[] Guessable = ["secret", "invitation", "number", "name"];

    private readonly PartitionedRateLimiter<string> wrong = PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetFixedWindowLimiter(who, _ => new()
    {
        PermitLimit = configuration.GetValue("Limits:WrongLinksPerSourceAndTenMinutes", 60), Window = Window, QueueLimit = 0, AutoReplenishment = true,
    }));

    /// <inheritdoc/>
    public void Dispose() => wrong.Dispose();

    /// <summary>Who is counted: the person behind the session, else where the request comes from.</summary>
    public static string Of(HttpContext context, ActorSource source) => context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? source.Source(context);

    /// <summary>Whether this one may try another.</summary>
    public bool Allows(string who)
    {
        using var lease = wrong.AttemptAcquire(who, 0);
        return lease.IsAcquired;
    }

    /// <summary>It was wrong.</summary>
    public void CountWrong(string who) => wrong.AttemptAcquire(who).Dispose();

    /// <summary>Looks at the answer of every address that could be guessed.</summary>
    /// <exception cref="Refused">TooMany.</exception>
    public async Task Watch(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.RouteValues.Keys.Any(key => Guessable.Contains(key, StringComparer.OrdinalIgnoreCase)) && !context.Request.Headers.ContainsKey(BoundActor.SecretHeader))
        {
            await next(context);
            return;
        }

        var who = Of(context, context.RequestServices.GetRequiredService<ActorSource>());
        if (!Allows(who)) throw new Refused(RefusalCode.TooMany) { RetryAfter = Window };
        try
        {
            await next(context);
            if (context.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status410Gone) CountWrong(who);
        }
        catch (Refused refused) when (refused.Code is RefusalCode.NotFound)
        {
            CountWrong(who);
            throw;
        }
    }
}
