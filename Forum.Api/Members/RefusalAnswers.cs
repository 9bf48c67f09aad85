using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Tryghedsforum.Api.Text;

namespace Tryghedsforum.Api.Members;

/// <summary>Turns a refusal into an answer: problem details in the reader's language under <c>/api</c>, a status (and so a page) elsewhere.</summary>
public sealed partial class RefusalAnswers(IStringLocalizer<RefusalText> words, ILogger<RefusalAnswers> logger) : IExceptionHandler
{
    /// <summary>The status of a refusal.</summary>
    public static int StatusOf(RefusalCode code) => code switch
    {
        RefusalCode.NotFound => StatusCodes.Status404NotFound,
        RefusalCode.SignIn => StatusCodes.Status401Unauthorized,
        RefusalCode.Forbidden or RefusalCode.ProveAgain => StatusCodes.Status403Forbidden,
        RefusalCode.Invalid => StatusCodes.Status400BadRequest,
        RefusalCode.TakenByOther or RefusalCode.NotNow or RefusalCode.TooLate or RefusalCode.ChangedMeanwhile or RefusalCode.AudienceChanged => StatusCodes.Status409Conflict,
        RefusalCode.KeyReused => StatusCodes.Status422UnprocessableEntity,
        RefusalCode.TooMany => StatusCodes.Status429TooManyRequests,
        RefusalCode.NoRoom => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>What a person is told.</summary>
    public string Words(Refused refused) => (refused.Code, refused.Who) switch
    {
        (RefusalCode.TakenByOther, { } who) => words[nameof(RefusalCode.TakenByOther), who],
        (RefusalCode.TakenByOther, null) => words["TakenByOtherUnnamed"],
        _ => words[refused.Code.ToString()],
    };

    /// <summary>What a person is told when the disk is full, with whom to call instead.</summary>
    public string NoRoom(string telephone) => words["NoRoomCall", telephone];

    /// <summary>What a person is told about a field.</summary>
    public string Words(FieldFault fault) => words[fault.Code];

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var (status, key) = exception switch
        {
            Refused refused => (StatusOf(refused.Code), refused.Code.ToString()),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => (StatusCodes.Status413PayloadTooLarge, "TooLarge"),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => (StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType"),
            // Of a form with too many fields, or with letters that no text has.
            InvalidDataException or { InnerException: InvalidDataException } when httpContext.Request.HasFormContentType => (StatusCodes.Status400BadRequest, "BadRequest"),
            BadHttpRequestException bad => (bad.StatusCode, "BadRequest"),
            _ when Data.NoRoom.Is(exception) => (StatusOf(RefusalCode.NoRoom), nameof(RefusalCode.NoRoom)),
            _ => (StatusCodes.Status500InternalServerError, "ServerError"),
        };
        if (status >= StatusCodes.Status500InternalServerError) Log.Failed(logger, exception);
        if ((exception as Refused)?.RetryAfter is { } after) httpContext.Response.Headers.RetryAfter = ((int)after.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        httpContext.Response.StatusCode = status;
        if (IsInterface(httpContext)) await Write(httpContext, status, exception is Refused { Code: RefusalCode.TakenByOther } other ? Words(other) : words[key], exception as Refused);
        return true;
    }

    /// <summary>Gives an answer without a body its problem details, under <c>/api</c> only.</summary>
    public Task WriteStatus(HttpContext context) => Write(context, context.Response.StatusCode, words[context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => nameof(RefusalCode.SignIn),
        StatusCodes.Status403Forbidden => nameof(RefusalCode.Forbidden),
        StatusCodes.Status404NotFound => nameof(RefusalCode.NotFound),
        StatusCodes.Status413PayloadTooLarge => "TooLarge",
        StatusCodes.Status415UnsupportedMediaType => "UnsupportedMediaType",
        StatusCodes.Status429TooManyRequests => nameof(RefusalCode.TooMany),
        >= 500 => "ServerError",
        _ => "BadRequest",
    }], null);

    /// <summary>Whether a request is one of the interface, whose answers are never pages.</summary>
    public static bool IsInterface(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private Task Write(HttpContext context, int status, string detail, Refused? refused)
    {
        var problem = new ProblemDetails { Status = status, Title = detail };
        problem.Extensions["traceId"] = context.TraceIdentifier;
        if (refused is not null) problem.Extensions["code"] = refused.Code.ToString();
        if (refused?.Faults is { Count: > 0 } faults)
            problem.Extensions["errors"] = faults.GroupBy(fault => fault.Field).ToDictionary(field => field.Key, field => field.Select(Words).ToArray());
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json; charset=utf-8", context.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A request failed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
